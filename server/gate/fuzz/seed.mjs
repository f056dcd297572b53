// Fills corpus/readers from the hostile samples, the recorded honest traffic and random games.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'

const here = (path) => new URL(path, import.meta.url).pathname
const corpus = here('corpus/readers/')
mkdirSync(corpus, { recursive: true })
const add = (kind, bytes) => {
  const input = Buffer.concat([Buffer.from([kind]), bytes])
  writeFileSync(corpus + createHash('sha1').update(input).digest('hex'), input)
}
for (const name of readdirSync(here('../tests/hostile'))) add(0, readFileSync(here(`../tests/hostile/${name}`)))
const lines = readFileSync(here('../tests/honest/updates.txt'), 'utf8').split('\n').filter((line) => /^\d/.test(line))
lines.filter((_, number) => number % 20 === 0).forEach((line) => add(0, Buffer.from(line.split(' ')[1], 'base64')))
let state = 1
const byte = () => (state = (state * 48271) % 2147483647) & 0xff
for (let game = 0; game < 300; game++) add(1, Buffer.from(Array.from({ length: 50 + game }, byte)))
