"""What the samples say, edition by edition. Facts are those of the real programme; the sentences are ours."""

FOOT = "動作確認用の見本です。公式文書ではありません。"
