import { startFilters } from './filters.js'
import { startSearch } from './search.js'

startTheme()
startCopying()
startTabs()
startSide()
startFlow()
startContents()
startSearch()
startFilters()

function startTheme() {
  const root = document.documentElement
  const button = document.querySelector('[data-theme-switch]')
  const system = matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark'
  const show = () => button.setAttribute('aria-pressed', String(isDark()))
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark'
    try {
      localStorage.setItem('chappe-theme', root.dataset.theme)
    } catch {
      // The choice holds for this page only.
    }
    show()
  })
  system.addEventListener('change', show)
  show()
}

function startCopying() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', async () => {
      const text = button.parentElement.querySelector('pre').textContent
      const done = await write(text)
      const { firstChild } = button
      firstChild.textContent = done ? 'Copied' : 'Select it'
      setTimeout(() => {
        firstChild.textContent = 'Copy'
      }, 1600)
    })
  }
}

// Without https there is no clipboard; the older command still works then.
async function write(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.style.position = 'fixed'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
}

function startTabs() {
  let made = 0
  for (const group of document.querySelectorAll('[data-tabs]')) {
    const panels = [...group.querySelectorAll(':scope > .tab')]
    const list = document.createElement('div')
    list.setAttribute('role', 'tablist')
    list.setAttribute('aria-label', group.dataset.tabs)
    const tabs = panels.map(panel => {
      const tab = document.createElement('button')
      const id = `tab-${made++}`
      tab.type = 'button'
      tab.id = id
      tab.textContent = panel.dataset.title
      tab.setAttribute('role', 'tab')
      panel.id = `${id}-panel`
      panel.setAttribute('role', 'tabpanel')
      panel.setAttribute('aria-labelledby', id)
      tab.setAttribute('aria-controls', panel.id)
      list.append(tab)
      return tab
    })
    const select = at => {
      for (const [place, tab] of tabs.entries()) {
        tab.setAttribute('aria-selected', String(place === at))
        tab.tabIndex = place === at ? 0 : -1
        panels[place].hidden = place !== at
      }
    }
    list.addEventListener('click', event => {
      const at = tabs.indexOf(event.target)
      if (at >= 0) select(at)
    })
    list.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (step === undefined) return
      const at = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length
      select(at)
      tabs[at].focus()
    })
    group.prepend(list)
    select(0)
  }
}

// The page's own name is in view in the list at the side, however long that is.
function startSide() {
  const side = document.querySelector('.side')
  const current = side?.querySelector('[aria-current]')
  if (current) side.scrollTop = current.offsetTop - side.clientHeight / 2
}

// On narrow screens the picture of a flow is wider than its frame: the page's own step is shown first.
function startFlow() {
  const region = document.querySelector('.flow .scroll')
  const here = region?.querySelector('.here')
  if (!here) return
  const [step, frame] = [here.getBoundingClientRect(), region.getBoundingClientRect()]
  region.scrollLeft += step.left + step.width / 2 - (frame.left + frame.width / 2)
}

// Marks the heading that is being read.
function startContents() {
  const links = new Map([...document.querySelectorAll('.toc a')].map(link => [link.hash.slice(1), link]))
  if (links.size === 0) return
  const seen = new IntersectionObserver(
    entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue
        for (const [id, link] of links) link.classList.toggle('here', id === entry.target.id)
      }
    },
    { rootMargin: '-15% 0px -70% 0px' },
  )
  for (const id of links.keys()) {
    const heading = document.getElementById(id)
    if (heading !== null) seen.observe(heading)
  }
}
