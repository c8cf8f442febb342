"""Word lists as data, one YAML file each; `subsidy_rules.language.vocabulary` reads them."""
