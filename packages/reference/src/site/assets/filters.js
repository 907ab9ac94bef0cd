/** Filters of an index: who may call, layer, part of a name. What was chosen stays in the address. */
export function startFilters() {
  const form = document.querySelector('[data-filters]')
  if (form === null) return
  const sections = [...document.querySelectorAll('[data-index] > section')]
  const count = form.querySelector('[data-count]')
  const lines = sections.map(section => [...section.querySelectorAll('li')])
  const all = names(lines.flat()).size

  restore(form)
  form.addEventListener('input', () => {
    apply()
    remember(form)
  })
  form.addEventListener('submit', event => event.preventDefault())
  apply()

  function apply() {
    const data = new FormData(form)
    const may = data.getAll('may')
    const layer = data.get('layer') || ''
    const text = String(data.get('text') ?? '')
      .trim()
      .toLowerCase()
    const shown = new Set()
    for (const [at, section] of sections.entries()) {
      let here = 0
      for (const line of lines[at]) {
        const fits =
          may.every(letter => line.dataset.may.includes(letter)) &&
          (layer === '' || line.dataset.in.split(' ').includes(layer)) &&
          (text === '' || line.firstChild.textContent.toLowerCase().includes(text))
        line.hidden = !fits
        if (!fits) continue
        here++
        shown.add(line.firstChild.textContent)
      }
      section.hidden = here === 0
    }
    count.textContent = shown.size === all ? `${all}` : `${shown.size} of ${all}`
  }
}

// An error stands under each of its codes, but counts once.
function names(lines) {
  return new Set(lines.map(line => line.firstChild.textContent))
}

function restore(form) {
  const query = new URLSearchParams(location.search)
  for (const field of form.elements) {
    if (field.type === 'checkbox') field.checked = query.getAll(field.name).includes(field.value)
    else if (field.name !== '' && query.has(field.name)) field.value = query.get(field.name)
  }
}

function remember(form) {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
  history.replaceState(null, '', query.size === 0 ? location.pathname : `?${query}`)
}
