import type { Combinator } from '@chappe/tl'

/** What a program does before the call that it shows, so that the call has real values to work with. */
export interface Prelude {
  /** Names to import, by module. */
  readonly imports: Readonly<Record<string, readonly string[]>>
  readonly lines: readonly string[]
  /** Parameters that are expressions of the program instead of values. */
  readonly expressions: Readonly<Record<string, string>>
}

/** What stands before the call of a method. */
export function preludeOf(method: Combinator): Prelude {
  return join([
    ...appNumbers(method),
    ...(sentCodes[method.name] ?? []),
    ...(fixed[method.name] ?? []),
    ...passwordProof(method),
    ...randomId(method),
  ])
}

function join(preludes: readonly Prelude[]): Prelude {
  const imports: Record<string, string[]> = {}
  for (const prelude of preludes) {
    for (const [from, names] of Object.entries(prelude.imports)) imports[from] = [...(imports[from] ?? []), ...names]
  }
  return {
    imports,
    lines: preludes.flatMap(prelude => prelude.lines),
    expressions: Object.assign({}, ...preludes.map(prelude => prelude.expressions)),
  }
}

function prelude(parts: Partial<Prelude>): Prelude {
  return { imports: {}, lines: [], expressions: {}, ...parts }
}

function hasParameter(method: Combinator, name: string, type?: string): boolean {
  return method.fields.some(
    field => field.name === name && (type === undefined || ('name' in field.type && field.type.name === type)),
  )
}

/** The program has the numbers of its app already. */
function appNumbers(method: Combinator): readonly Prelude[] {
  const names = ['api_id', 'api_hash'].filter(name => hasParameter(method, name))
  return names.map(name => prelude({ expressions: { [name]: name } }))
}

/** A `random_id` of its own for every message: the server recognises repeats by it. */
function randomId(method: Combinator): readonly Prelude[] {
  const field = method.fields.find(field => field.name === 'random_id')
  if (field === undefined) return []
  const { type } = field
  const isList = type.kind === 'vector'
  const item = isList ? type.item : type
  if (item.kind !== 'primitive' || item.name !== 'long') return []
  return [
    prelude({
      lines: [
        '// Another one for each message: by it the server recognises a repeat.',
        'const [random_id = 0n] = crypto.getRandomValues(new BigInt64Array(1))',
      ],
      expressions: { random_id: isList ? '[random_id]' : 'random_id' },
    }),
  ]
}

/** The password is proven, never sent. */
function passwordProof(method: Combinator): readonly Prelude[] {
  const field = method.fields.find(({ type }) => type.kind === 'type' && type.name === 'InputCheckPasswordSRP')
  if (field === undefined) return []
  return [
    prelude({
      imports: { '@chappe/crypto': ['srpAnswer'], '@chappe/crypto/node': ['nodeCrypto'] },
      lines: [
        '// The password itself is not sent: srpAnswer() proves that it is known.',
        'const { current_algo, srp_id, srp_B } = await tg.account.getPassword()',
        "if (!srp_id || !srp_B || !current_algo || !('salt1' in current_algo)) {",
        "  throw new Error('this account has no password')",
        '}',
        "const typed = 'correct horse battery staple'",
        'const proof = await srpAnswer(nodeCrypto, typed, current_algo, srp_B)',
      ],
      expressions: { [field.name]: "{ _: 'inputCheckPasswordSRP', srp_id, ...proof }" },
    }),
  ]
}

const number = (phone_number: string): Prelude =>
  prelude({ lines: [`const phone_number = '${phone_number}'`], expressions: { phone_number: 'phone_number' } })

const sent = (method: string, parameters: readonly string[]): Prelude =>
  prelude({
    lines: [
      `const sent = await tg.${method}({`,
      ...parameters.map(parameter => `  ${parameter},`),
      '})',
      "if (sent._ !== 'auth.sentCode') throw new Error('no code was sent')",
    ],
    expressions: { phone_code_hash: 'sent.phone_code_hash' },
  })

const settings = "settings: { _: 'codeSettings' }"

const sentForLogin = sent('auth.sendCode', ['phone_number', 'api_id', 'api_hash', settings])

const untilTimeout = prelude({
  imports: { 'node:timers/promises': ['setTimeout'] },
  lines: [
    '// The next medium may be asked for when the time of the one before is over.',
    'await setTimeout((sent.timeout ?? 0) * 1000)',
  ],
})

const typed = (parameter: string): Prelude =>
  prelude({
    imports: { 'node:readline/promises': ['createInterface'] },
    lines: [
      'const terminal = createInterface({',
      '  input: process.stdin,',
      '  output: process.stdout,',
      '})',
      `const ${parameter} = await terminal.question('Code: ')`,
      'terminal.close()',
    ],
    expressions: { [parameter]: parameter },
  })

const typedCode = typed('phone_code')

const numberWithoutAccount = prelude({
  lines: [
    'const signedIn = await tg.auth.signIn({',
    '  phone_number,',
    '  phone_code_hash: sent.phone_code_hash,',
    '  phone_code,',
    '})',
    "if (signedIn._ !== 'auth.authorizationSignUpRequired') {",
    "  throw new Error('this number has an account')",
    '}',
  ],
})

const ada = number('+12025550123')

/** Methods that go on from a code that was sent. */
const sentCodes: Readonly<Record<string, readonly Prelude[]>> = {
  'auth.resendCode': [ada, sentForLogin, untilTimeout],
  'auth.cancelCode': [ada, sentForLogin],
  'auth.signIn': [ada, sentForLogin, typedCode],
  'auth.signUp': [number('+12025550145'), sentForLogin, typedCode, numberWithoutAccount],
  'auth.requestFirebaseSms': [ada, sentForLogin],
  'auth.reportMissingCode': [ada, sentForLogin],
  'auth.resetLoginEmail': [ada, sentForLogin],
  'account.changePhone': [
    number('+12025550167'),
    sent('account.sendChangePhoneCode', ['phone_number', settings]),
    typedCode,
  ],
  'account.verifyPhone': [ada, sent('account.sendVerifyPhoneCode', ['phone_number', settings]), typedCode],
  'account.confirmPhone': [
    // From a link of the form tg://confirmphone?phone=…&hash=…
    sent('account.sendConfirmPhoneCode', ["hash: 'c9f0f895fb98ab91'", settings]),
    typedCode,
  ],
}

const recoveryRequested = prelude({
  lines: ['// Sends a code to the address for recovery.', 'await tg.auth.requestPasswordRecovery()'],
})

const newPassword = prelude({
  imports: { '@chappe/crypto': ['srpNewAlgorithm', 'srpVerifier'], '@chappe/crypto/node': ['nodeCrypto'] },
  lines: [
    '// What is sent of the new password only serves to check it later.',
    'const { new_algo } = await tg.account.getPassword()',
    "if (!('salt1' in new_algo)) throw new Error('no algorithm that we know')",
    'const algorithm = srpNewAlgorithm(nodeCrypto, new_algo)',
    "const chosen = 'a longer one, of seven words or more'",
  ],
  expressions: {
    new_settings: [
      '{',
      "    _: 'account.passwordInputSettings',",
      '    new_algo: { ...new_algo, ...algorithm },',
      '    new_password_hash: await srpVerifier(nodeCrypto, chosen, algorithm),',
      "    hint: 'longer',",
      '  }',
    ].join('\n'),
  },
})

const loginChange = prelude({ expressions: { purpose: "{ _: 'emailVerifyPurposeLoginChange' }" } })

const mailedForChange = prelude({
  lines: [
    '// Mails a code to the new address.',
    'await tg.account.sendVerifyEmailCode({',
    "  purpose: { _: 'emailVerifyPurposeLoginChange' },",
    "  email: 'ada@example.org',",
    '})',
  ],
})

const mailedCode = prelude({ expressions: { verification: "{ _: 'emailVerificationCode', code }" } })

/** Methods that need an answer of another one, or a code from a letter. */
const fixed: Readonly<Record<string, readonly Prelude[]>> = {
  'account.confirmPasswordEmail': [typed('code')],
  'account.sendVerifyEmailCode': [loginChange],
  'account.updatePasswordSettings': [newPassword],
  'account.verifyEmail': [loginChange, mailedForChange, typed('code'), mailedCode],
  'auth.checkRecoveryPassword': [recoveryRequested, typed('code')],
  'auth.recoverPassword': [recoveryRequested, typed('code')],
  'updates.getDifference': [
    prelude({
      lines: [
        '// Kept from the last run of a real program; here from a moment ago.',
        'const { pts, date, qts } = await tg.updates.getState()',
      ],
      expressions: { pts: 'pts', date: 'date', qts: 'qts' },
    }),
  ],
}
