// Search as you type. The list of what can be found is fetched when the reader first turns to the field.
const shownMax = 24
const root = document.documentElement.dataset.root
const folders = { m: 'methods', c: 'constructors', t: 'types', e: 'errors', l: 'layers', g: 'guides' }
const kinds = { m: 'method', c: 'constructor', t: 'type', e: 'error', l: 'layer', g: 'guide' }

/** Wires the field in the header. */
export function startSearch() {
  const field = document.querySelector('#search')
  const box = document.querySelector('.found')
  const list = box.querySelector('ul')
  const status = box.querySelector('p')
  let index
  let loading
  let chosen = -1
  let turn = 0

  const load = () => {
    loading ??= makeIndex().then(made => {
      index = made
    })
    return loading
  }
  const options = () => [...list.children]

  field.addEventListener('focus', () => {
    load().catch(() => {})
    if (field.value.trim() !== '') open()
  })
  field.addEventListener('input', update)
  field.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const { length } = options()
      if (length > 0) choose((chosen + (event.key === 'ArrowDown' ? 1 : -1) + length) % length)
    } else if (event.key === 'Enter') {
      const option = options()[Math.max(chosen, 0)]
      if (option !== undefined) location.href = option.dataset.href
    } else if (event.key === 'Escape') {
      if (box.hidden) field.blur()
      close()
    }
  })
  list.addEventListener('click', event => {
    const option = event.target.closest('[role="option"]')
    if (option === null) return
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.href)
    else location.href = option.dataset.href
  })
  document.addEventListener('pointerdown', event => {
    if (!event.target.closest('.search')) close()
  })
  field.addEventListener('blur', () => setTimeout(() => document.activeElement !== field && close(), 150))
  document.addEventListener('keydown', event => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName)
    const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
    const k = event.key === 'k' && (event.ctrlKey || event.metaKey)
    if (!slash && !k) return
    event.preventDefault()
    field.focus()
    field.select()
  })

  async function update() {
    const query = field.value.trim()
    const mine = ++turn
    if (query === '') return close()
    if (index === undefined) {
      status.textContent = 'Loading…'
      open()
      try {
        await load()
      } catch {
        status.textContent = 'The search could not be loaded. The indexes above list every page.'
        loading = undefined
        return
      }
      if (mine !== turn) return
    }
    show(find(index, query), query)
  }

  function show(found, query) {
    chosen = -1
    field.removeAttribute('aria-activedescendant')
    list.replaceChildren(...found.slice(0, shownMax).map((line, at) => optionOf(line, query, at)))
    status.textContent =
      found.length === 0
        ? `Nothing is called “${query}”.`
        : found.length > shownMax
          ? `${found.length} results, the best ${shownMax} are shown.`
          : `${found.length} ${found.length === 1 ? 'result' : 'results'}.`
    open()
    if (found.length > 0) choose(0)
  }

  function choose(at) {
    for (const [place, option] of options().entries()) option.setAttribute('aria-selected', String(place === at))
    chosen = at
    const option = options()[at]
    field.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  function open() {
    box.hidden = false
    field.setAttribute('aria-expanded', 'true')
  }

  function close() {
    box.hidden = true
    field.setAttribute('aria-expanded', 'false')
  }
}

async function makeIndex() {
  const [{ default: MiniSearch }, data] = await Promise.all([
    import('./minisearch.js'),
    fetch(`${root}search.json`).then(answer => (answer.ok ? answer.json() : Promise.reject(answer.status))),
  ])
  const lines = data.lines.map(([kind, name, words, fields, errors], id) => {
    const isGuide = kind === 'g'
    return {
      id,
      kind,
      name,
      words,
      fields: isGuide ? '' : fields,
      errors: errors.map(at => data.errors[at]).join(' '),
      href: `${root}${folders[kind]}/${isGuide ? fields : kind === 'e' ? name.replace(/\W+/g, '_') : name}.html`,
    }
  })
  const index = new MiniSearch({
    fields: ['name', 'words', 'fields', 'errors'],
    tokenize: text => text.split(/[\s,;:()“”"]+/).flatMap(pieces),
    processTerm: term => term.toLowerCase() || null,
    searchOptions: {
      tokenize: text => text.split(/[\s,;:()“”"]+/).filter(term => term !== ''),
      boost: { name: 6, fields: 2, errors: 2, words: 1 },
      prefix: true,
      fuzzy: term => (term.length > 4 ? 0.18 : false),
      combineWith: 'AND',
      boostDocument: id => ({ m: 1.5, e: 1.3, t: 1, c: 0.9, l: 1, g: 1.2 })[lines[id].kind],
    },
  })
  await index.addAllAsync(lines, { chunkSize: 400 })
  return { index, lines }
}

// A name is found whole, by its parts, and by the humps of its parts: auth.resendCode, resendCode, resend, code.
function pieces(word) {
  const found = new Set([word])
  for (const part of word.split(/[._]+/)) {
    found.add(part)
    for (const hump of part.split(/(?<=[a-z0-9])(?=[A-Z])/)) found.add(hump)
  }
  found.delete('')
  return [...found]
}

function find({ index, lines }, query) {
  const exact = query.toLowerCase().replace(/\d+$/, 'x')
  const found = index.search(query).map(({ id, match, terms }) => ({ ...lines[id], match, terms }))
  // Numbers in errors are met as numbers: FLOOD_WAIT_30 is FLOOD_WAIT_X.
  const numbered = lines.filter(({ kind, name }) => kind === 'e' && /\d$/.test(query) && name.toLowerCase() === exact)
  const first = found.filter(({ name }) => name.toLowerCase() === query.toLowerCase())
  const others = found.filter(line => !first.includes(line) && !numbered.some(({ id }) => id === line.id))
  return [...numbered, ...first, ...others]
}

function optionOf(line, query, at) {
  const option = document.createElement('li')
  option.id = `found-${at}`
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  option.dataset.href = line.href
  const name = document.createElement('b')
  name.append(...marked(line.name, query))
  const kind = document.createElement('i')
  kind.textContent = kinds[line.kind]
  const words = document.createElement('span')
  words.append(...why(line, query))
  option.append(name, kind, words)
  return option
}

// Where the name does not tell why a line was found, the parameter or error does.
function why(line, query) {
  const where = new Set(Object.values(line.match ?? {}).flat())
  if (!where.has('name')) {
    for (const [part, label] of [
      ['fields', line.kind === 'm' ? 'parameter' : 'field'],
      ['errors', 'error'],
    ]) {
      const hits = line[part]
        .split(' ')
        .filter(word => line.terms?.some(term => pieces(word).some(p => p.toLowerCase() === term)))
      if (where.has(part) && hits.length > 0) return [`${label} `, ...marked(hits.slice(0, 3).join(', '), query)]
    }
  }
  return marked(line.words, query)
}

function marked(text, query) {
  const words = query.split(/\s+/).filter(word => word.length > 1)
  if (words.length === 0) return [text]
  const pattern = new RegExp(`(${words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi')
  return text.split(pattern).map((part, at) => {
    if (at % 2 === 0) return part
    const mark = document.createElement('mark')
    mark.textContent = part
    return mark
  })
}
