// Evaluates [[expression, {facts, answers}], ...] from standard input; an error is null, which is unknown.
import { readFileSync } from 'node:fs'
import { Environment } from '@marcbachmann/cel-js'

const environment = new Environment().registerVariable('facts', 'map').registerVariable('answers', 'map')
const compiled = new Map()
const evaluate = ([expression, given]) => {
  if (!compiled.has(expression)) compiled.set(expression, environment.parse(expression))
  try {
    return compiled.get(expression)(given)
  } catch (error) {
    return null
  }
}
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(evaluate)))
