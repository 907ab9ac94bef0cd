// Runs before the page is drawn: the reader's theme, and the parts that need scripts.
{
  const root = document.documentElement
  root.classList.add('js')
  try {
    const theme = localStorage.getItem('chappe-theme')
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme
  } catch {
    // Storage may be forbidden; the system's theme is right then.
  }
}
