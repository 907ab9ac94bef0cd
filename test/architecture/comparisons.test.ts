/**
 * Secrets are compared in constant time. The sources of the rules and of the store are read for comparisons by operator
 * or by the plain helpers, and those are picked out in which one side is, by its name, something secret and the other is
 * not a constant. What is compared so all the same stands below, with the reason.
 */
import { describe, expect, it } from 'vitest'
import { readWorkspace } from './workspace.ts'

const sources = (readWorkspace().find(({ folder }) => folder === 'server')?.sources ?? []).filter(({ path }) =>
  /^packages\/server\/src\/(domain|store|http|integrity|id-tokens|payment|delivery|rpc|methods)\//.test(path),
)

/** What a value that nobody may guess bit by bit is called here. */
const secretName =
  /(digest|token|secret|hash|nonce|verifier|password|phone_code|(?<!error_|lang_|\bstatus_)code|codeMark|mark|M1|challenge|receipt|proof|signature|mac|seal|key|salt\d?)$/i

/** Comparisons that give nothing away. */
const harmless: Readonly<Record<string, string>> = {
  'known?.nonce !== nonce': 'the program was told it; the secret beside it is compared in constant time',
  '.equals(nonce)': 'the program was told it, and has to show it signed',
  'inner?.nonce === request.nonce': 'both are the words of the same program',
  'equalBytes(salt2, offered.salt2)': 'the program was told it',
  'authorization?.hash === hash': 'the number of a session, which its owner is shown',
  'request.hash === hash': 'of a public document',
  'code === escapeCode': 'of an alphabet',
  'code === error.error_code': 'of an error',
  'error.code === code': 'of an error',
}

/**
 * Columns that secrets may be looked up by: what is in them is made with a key that nobody outside has. `hash` is the
 * number of a session in a list, which its owner is shown.
 */
const lookedUpBy = /(?:^|_)digest$|^hash$/

describe('comparisons of secrets', () => {
  it('reads what there is', () => {
    expect(sources.length).toBeGreaterThan(150)
    expect(comparisons('if (row.codeDigest === digest) return').map(({ text }) => text)).toEqual([
      'row.codeDigest === digest',
    ])
    expect(comparisons('if (Buffer.compare(mark, pending.codeMark) === 0) return')).toHaveLength(1)
    expect(comparisons('if (given.equals(token)) return')).toHaveLength(1)
    expect(comparisons("if (password === undefined || kind === 'code' || hash === 0n || token === '') return")).toEqual(
      [],
    )
    expect(comparisons('// a === token\n/* token === given */')).toEqual([])
  })

  it('are made in constant time', () => {
    const found = sources.flatMap(({ path, text }) =>
      comparisons(text)
        .filter(({ text }) => harmless[text] === undefined)
        .map(({ text }) => `${path}: ${text}`),
    )
    expect(found).toEqual([])
  })

  it('has no exception that nothing needs', () => {
    const all = new Set(sources.flatMap(({ text }) => comparisons(text).map(({ text }) => text)))
    expect(Object.keys(harmless).filter(text => !all.has(text))).toEqual([])
  })

  it('are left to the database for keyed digests alone', () => {
    const columns = sources.flatMap(({ text }) =>
      [...text.matchAll(/\.where\('(?:[\w]+\.)?(\w+)', '(?:=|in)'/g)].map(([, column = '']) => column),
    )
    expect(columns.filter(column => lookedUpBy.test(column)).length).toBeGreaterThan(5)
    expect([...new Set(columns.filter(column => !lookedUpBy.test(column) && secretName.test(column)))]).toEqual([])
  })
})

/** Comparisons by operator, by `compare`, `equals` and `equalBytes`, in which a secret takes part. */
function comparisons(source: string): readonly { readonly text: string }[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
  const operand = String.raw`[\w$]+(?:\??\.[\w$]+|\[[\w$]+\]|\(\))*`
  const byOperator = new RegExp(
    String.raw`(?<![\w$.?\])])(${operand}) ([!=]==?) (${operand}|['"\x60][^'"\x60]*['"\x60])`,
    'g',
  )
  const operators = [...code.matchAll(byOperator)].filter(
    ([, left = '', , right = '']) => !isConstant(left) && !isConstant(right) && (isSecret(left) || isSecret(right)),
  )
  const byHelper =
    /\b(?:Buffer\.compare|equalBytes|Object\.is)\(([^()]*)\)|([\w$?]*)\.(?:equals|localeCompare)\(([^()]*)\)/g
  const helpers = [...code.matchAll(byHelper)].filter(([, pair = '', left = '', right = '']) =>
    [...pair.split(','), left, right].some(side => isSecret(side.trim())),
  )
  return [...operators, ...helpers].map(([text]) => ({ text }))
}

function isSecret(operand: string): boolean {
  return secretName.test(operand.replace(/\(\)$/, '').split(/\??\./).at(-1) ?? '')
}

function isConstant(operand: string): boolean {
  return /^(?:undefined|null|true|false|-?\d[\w.]*|['"`].*)$/.test(operand)
}
