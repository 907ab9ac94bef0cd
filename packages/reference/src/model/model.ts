/**
 * The documentation model: everything that the reference says about a layer, as plain readonly data. Pages, Markdown,
 * JSON and the help of the command line are views of it and add no facts of their own.
 */

/** One layer, or one schema of a user's own, with all that is known about it. */
export interface Reference {
  /** Undefined when the schema's text names none. */
  readonly layer: number | undefined
  /** What the facts were taken from, for the foot of pages. */
  readonly sources: readonly Source[]
  /** In the order of the schema. */
  readonly methods: readonly MethodEntry[]
  /** In the order of the schema. */
  readonly constructors: readonly ConstructorEntry[]
  /** By name; the built-in types (`string`, `long`, `Vector`, …) last. */
  readonly types: readonly TypeEntry[]
  /** By name. */
  readonly errors: readonly ErrorEntry[]
  /** Newest first. */
  readonly layers: readonly LayerEntry[]
  /** The families of calls that follow one another, such as the login. */
  readonly flows: readonly Flow[]
  /** Examples, when the reference was built with them. */
  readonly examples?: ExampleSource
  /** Every name that {@link Reference.find} knows, errors by their titles; for suggestions. */
  readonly names: readonly string[]
  /**
   * Finds an entry by its name as people write it: `auth.resendCode`, `auth_resendCode`, `auth.SentCode`,
   * `FLOOD_WAIT_30`, `layer 220`, or by an address (`methods/auth.resendCode`, with or without an ending). A name that
   * is both a method and a constructor is taken as the method.
   */
  find(name: string): Entry | undefined
  /** Finds an entry of one kind by its exact name; layers by their number as text. */
  get<Kind extends EntryKind>(kind: Kind, name: string): EntryOfKind<Kind> | undefined
}

/** Anything that has a page of its own. */
export type Entry = MethodEntry | ConstructorEntry | TypeEntry | ErrorEntry | LayerEntry

/** The kinds of entries. */
export type EntryKind = Entry['kind']

/** The entry type of a kind. */
export type EntryOfKind<Kind extends EntryKind> = Extract<Entry, { readonly kind: Kind }>

/** Where facts were taken from. */
export interface Source {
  readonly name: string
  /** What was taken from it, one sentence. */
  readonly gives: string
  readonly url?: string
}

/** Addresses of an entry, relative to the root of the site, without a slash in front. */
export interface Urls {
  /** `methods/auth.resendCode.html` */
  readonly html: string
  /** `methods/auth.resendCode.json` */
  readonly json: string
  /** `methods/auth.resendCode.md` */
  readonly markdown: string
  /** Older addresses that lead here: `methods/auth_resendCode.html`. */
  readonly redirectFrom: readonly string[]
  /** The page in Telegram's own documents; absent when they have none. */
  readonly official?: string
}

/** A type as mentioned by a field or result. */
export interface TypeRef {
  /** As TL spells it: `Vector<InputUser>`. Without the condition of the field. */
  readonly text: string
  /** What the text is about, the part that is linked: `InputUser`. */
  readonly name: string
  /** Address of that part's page (`types/InputUser.html`), relative to the root of the site. */
  readonly linkTo?: string
  /** How many vectors are around the name: 0 for `InputUser`, 1 for `Vector<InputUser>`. */
  readonly vectors: number
  /**
   * - `primitive`: int, long, double, string, bytes, int128, int256, int512
   * - `true`: the bare true behind a flag
   * - `boxed`: a type with constructors, `Bool` included
   * - `bare`: one constructor without its number
   * - `call`: a function call as an argument, `!X`, or its answer, `X`
   * - `other`: what the Telegram schema does not use (repetitions, `#` as a value)
   */
  readonly kind: 'primitive' | 'true' | 'boxed' | 'bare' | 'call' | 'other'
}

/** A parameter of a method or an attribute of a constructor. Words of flags are not fields: see `flagWords`. */
export interface FieldEntry {
  readonly name: string
  readonly type: TypeRef
  /** As the schema says: false for fields behind a flag. */
  readonly required: boolean
  /** The bit that says whether the field is there. */
  readonly flag?: { readonly word: string; readonly bit: number }
  /** Markdown in which `{@link name}` refers to TL names; empty when the source says nothing. */
  readonly description: string
  /** Who fills a parameter that the caller leaves out: `the pending login`. Absent when nobody does. */
  readonly filledBy?: string
}

/** What the schema's line and the prose say, for methods and constructors alike. */
export interface Declaration {
  /** `auth.resendCode` */
  readonly name: string
  /** `auth`; empty for names without one. */
  readonly namespace: string
  /** Eight hex digits. */
  readonly id: string
  /** The line of the schema, with its number and semicolon. */
  readonly tl: string
  /** Markdown in which `{@link name}` refers to TL names. When `hasProse` is false: a sentence that says so. */
  readonly description: string
  /** Whether a source describes it. */
  readonly hasProse: boolean
  /** The layer that the prose was written for, when it is another than the reference's. */
  readonly proseLayer?: number
  /** Names of the `#` words in the line, which are computed: `['flags', 'flags2']`. */
  readonly flagWords: readonly string[]
  /** Oldest first; never empty for names of a known layer. */
  readonly history: readonly HistoryEvent[]
  readonly urls: Urls
}

/** A method: a call that a client makes. */
export interface MethodEntry extends Declaration {
  readonly kind: 'method'
  readonly parameters: readonly FieldEntry[]
  readonly result: TypeRef
  /** By code, then name; empty when none is known. */
  readonly errors: readonly ErrorRef[]
  readonly access: MethodPermissions
  /** Its place in a flow; absent when it belongs to none. */
  readonly flow?: FlowPlace
  /** Markdown, one reason each not to call it by hand, or to be careful. */
  readonly warnings: readonly Warning[]
  /** Whether the method makes sense as a call of its own: false for wrappers and those the library calls by itself. */
  readonly callable: boolean
  /** Whether our data center answers it; absent when the reference was built without asking. */
  readonly implemented?: boolean
  /** How parameters whose name calls for it work: `reply_markup`, `entities`, long messages. */
  readonly notes: readonly ParameterNote[]
}

/** A constructor: one of the forms that values of a type have. */
export interface ConstructorEntry extends Declaration {
  readonly kind: 'constructor'
  readonly fields: readonly FieldEntry[]
  /** The type that it is a member of. */
  readonly memberOf: TypeRef
  /** Methods and constructors with a field that accepts its type. */
  readonly usedIn: readonly EntryRef[]
  /** Methods whose answer is its type. */
  readonly returnedBy: readonly EntryRef[]
}

/** A type: what fields and answers are declared with. */
export interface TypeEntry {
  readonly kind: 'type'
  readonly name: string
  readonly namespace: string
  readonly description: string
  readonly hasProse: boolean
  /** True for `string`, `long`, `Vector` and the others that the language itself has. */
  readonly builtIn: boolean
  readonly constructors: readonly EntryRef[]
  /** Methods whose answer is the type or a vector of it. */
  readonly returnedBy: readonly EntryRef[]
  /** Methods with a parameter that takes the type or a vector of it. Left empty for built-in types. */
  readonly acceptedBy: readonly EntryRef[]
  /** Constructors with a field of the type. Left empty for built-in types. */
  readonly partOf: readonly EntryRef[]
  readonly history: readonly HistoryEvent[]
  readonly urls: Urls
}

/** An error that calls are answered with. */
export interface ErrorEntry {
  readonly kind: 'error'
  /** With `%d` in the place of a number: `FLOOD_WAIT_%d`. */
  readonly name: string
  /** For people: `FLOOD_WAIT_X`; also the name of its page. */
  readonly title: string
  /** Every code that it was seen with, ascending. */
  readonly codes: readonly number[]
  /** Markdown in which `{@link name}` refers to TL names. When `hasProse` is false: a sentence that says so. */
  readonly description: string
  readonly hasProse: boolean
  /** Other descriptions, where the source describes it differently for another code. */
  readonly variants: readonly { readonly code: number; readonly description: string }[]
  /** What to do; Markdown in which `{@link name}` refers to TL names. */
  readonly remedy: string
  /** Methods that are known to answer it. */
  readonly thrownBy: readonly EntryRef[]
  /** Whether any call can meet it, such as `FLOOD_WAIT_X`. */
  readonly general: boolean
  readonly urls: Urls
}

/** A version of the schema, told by what changed since the known one before it. */
export interface LayerEntry {
  readonly kind: 'layer'
  /** The number as text, so that every entry has a name. */
  readonly name: string
  readonly layer: number
  /** The known layer that it is compared with; absent for the oldest. */
  readonly before?: number
  readonly counts: { readonly methods: number; readonly constructors: number; readonly types: number }
  readonly added: readonly LayerLine[]
  readonly removed: readonly LayerLine[]
  readonly changed: readonly LayerChange[]
  readonly urls: Urls
}

/** A line that came or went with a layer. */
export interface LayerLine {
  readonly kind: 'method' | 'constructor'
  readonly name: string
  readonly tl: string
  /** Absent when the reference has no page of it. */
  readonly linkTo?: string
}

/** A line that changed with a layer. */
export interface LayerChange extends LayerLine {
  /** The line before. */
  readonly before: string
  /** Markdown, one change each: "parameter `reason` added: `flags.0?string`". */
  readonly changes: readonly string[]
}

/** A name with its page. */
export interface EntryRef {
  readonly kind: EntryKind
  readonly name: string
  readonly linkTo: string
}

/** An error in the table of a method. */
export interface ErrorRef {
  readonly code: number
  readonly name: string
  /** For people: `FLOOD_WAIT_X`. */
  readonly title: string
  /** Markdown, as told for this method; a reading of our own, and marked so, where no source says anything. */
  readonly description: string
  /** What to do; Markdown in which `{@link name}` refers to TL names. */
  readonly remedy: string
  readonly linkTo: string
}

/** A yes or no with its provenance. */
export interface Permission {
  /** `seen`: not on the official list, but a client is known to do it. */
  readonly answer: 'yes' | 'no' | 'unknown' | 'seen'
  /** Where this is known from, one sentence. */
  readonly source: string
  /** When the source was read (ISO date). */
  readonly date?: string
  /** Markdown: what the bare answer does not say. */
  readonly note?: string
}

/** Who may call a method. */
export interface MethodPermissions {
  readonly users: Permission
  readonly bots: Permission
  /** Bots for a business account, wrapped in `invokeWithBusinessConnection`. */
  readonly business: Permission
  /** With a key that nobody is logged in with. */
  readonly beforeLogin: Permission
}

/** What became of a name in a layer. */
export interface HistoryEvent {
  readonly layer: number
  readonly kind: 'added' | 'changed' | 'removed' | 'present since at least'
  /**
   * The known layer before. When it is not `layer - 1`, the event belongs to one of the layers after it, up to `layer`.
   * Absent for `present since at least`.
   */
  readonly after?: number
  /** Markdown, for `changed`. */
  readonly changes: readonly string[]
  /** The line as of this layer; absent for `removed`. */
  readonly tl?: string
}

/** A reason to be careful with a method. */
export interface Warning {
  readonly kind: 'by hand' | 'flood' | 'irreversible'
  /** Markdown. */
  readonly text: string
}

/** How a parameter works whose name alone does not say. */
export interface ParameterNote {
  readonly parameter: string
  /** Markdown. */
  readonly text: string
}

/** A family of calls that follow one another, as a graph. */
export interface Flow {
  readonly id: string
  readonly title: string
  /** Markdown. */
  readonly description: string
  /** Where the order is known from. */
  readonly sources: readonly string[]
  readonly steps: readonly FlowStep[]
  readonly moves: readonly FlowMove[]
}

/** A node of a flow: a call, or a state without one. */
export interface FlowStep {
  readonly id: string
  /** `auth.sendCode`, or words: `logged in`. */
  readonly label: string
  /** Present when the step is a call. */
  readonly method?: string
  /** Present when the reference has a page of it. */
  readonly linkTo?: string
  /** Place in a drawing, in steps from the left and from the top. */
  readonly column: number
  readonly row: number
}

/** An arrow of a flow. */
export interface FlowMove {
  readonly from: string
  readonly to: string
  /** What the answer must be: `auth.sentCode`, `SESSION_PASSWORD_NEEDED`, `after timeout seconds`. */
  readonly when: string
  /** Address of the constructor or error that `when` names. */
  readonly linkTo?: string
}

/** The place of a method in a flow. */
export interface FlowPlace {
  /** `login` */
  readonly flow: string
  /** The step's id, to be marked in the drawing. */
  readonly step: string
  readonly before: readonly FlowNeighbour[]
  readonly after: readonly FlowNeighbour[]
}

/** A step next to a method's own, with the reason for the move. */
export interface FlowNeighbour {
  readonly label: string
  readonly method?: string
  readonly linkTo?: string
  readonly when: string
}

/** Gives the examples of entries; made when asked for. */
export interface ExampleSource {
  method(name: string): MethodExample | undefined
  constructor_(name: string): ConstructorExample | undefined
}

/** The same call three times. */
export interface MethodExample {
  /**
   * A whole TypeScript program with our client; absent, with `command` and `everything`, where the client, which speaks
   * the newest layer, would send something else.
   */
  readonly program?: string
  /** The bare call with every parameter, the optional ones too; absent when none is optional. */
  readonly everything?: string
  /** Markdown: what must have happened before, such as a login. */
  readonly before?: string
  /** The parameters as JSON for `chappe call`. */
  readonly json: string
  /** The command line: `chappe call auth.resendCode '{…}'`. */
  readonly command?: string
  /** The call on the wire. */
  readonly wire: readonly WirePart[]
  /** The real answer of our data center, as TypeScript text; absent when it does not implement the method. */
  readonly answer?: string
}

/** A value of a constructor. */
export interface ConstructorExample {
  /** As a TypeScript literal. */
  readonly value: string
  readonly json: string
  readonly wire: readonly WirePart[]
}

/** Some bytes of a wire dump with their meaning. */
export interface WirePart {
  readonly offset: number
  /** Lower-case hex, two digits a byte, without spaces. */
  readonly hex: string
  /** The field: `phone_number`, `type.length`; `id` for the constructor's number. */
  readonly field: string
  /** What it says: `string "+9996621111"`. */
  readonly meaning: string
}
