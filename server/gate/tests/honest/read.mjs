// Reads with real yjs what the gate passed on, and compares with what yrs shows.
//
//   GATE_RECORD=games GATE_GAMES=20000 cargo test -p trestle-gate --test fuzz
//   node read.mjs games
//
// One reader gets the updates as clients do, one of them with garbage collection off, one begins
// with the server's state.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'

const show = (doc) => ({
  t: doc.getText('t').toString(),
  m: doc.getMap('m').toJSON(),
  n: doc.getMap('n').toJSON(),
  r: doc.getMap('r').toJSON()
})
const pending = (doc) => doc.store.pendingStructs !== null || doc.store.pendingDs !== null

let [games, updates, differences] = [0, 0, 0]
let readers, seed
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const [kind, rest] = [line[0], line.slice(2)]
  const bytes = () => Buffer.from(rest, 'hex')
  if (kind === 'c') {
    seed = line
    readers = [new Y.Doc(), new Y.Doc({ gc: false }), new Y.Doc()]
    readers.forEach(show)
  } else if (kind === 'u') {
    updates++
    Y.applyUpdate(readers[0], bytes())
    Y.applyUpdate(readers[1], bytes())
  } else if (kind === 's') Y.applyUpdate(readers[2], bytes())
  else {
    games++
    const expected = JSON.parse(rest)
    readers.forEach((reader, number) => {
      if (!pending(reader) && isDeepStrictEqual(show(reader), expected)) return
      differences++
      console.log(seed, 'reader', number, pending(reader) ? 'waits' : 'differs', JSON.stringify(show(reader)), rest)
    })
  }
}
console.log(`${games} games, ${updates} updates, ${differences} readers that differ or wait`)
process.exit(differences > 0 ? 1 : 0)
