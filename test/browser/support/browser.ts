/**
 * A real browser for tests: Chromium from npm, unpacked once into a folder of this user's own below the system's folder
 * for temporary files. Nothing is downloaded, and no page of it can reach anything but this machine.
 */
import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Starts a browser; it is closed when disposed of. */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackBrowser()
  return playwright.launch({
    executablePath: join(folder, 'chromium'),
    headless: true,
    args,
    env: { ...process.env, HOME: folder, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  })
}

const args = [
  // Inside a container or as root there is no user namespace for the sandbox. Only pages of this repository are opened.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--hide-scrollbars',
  // Every name but those of this machine resolves to nothing.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-pings',
]

/** Unpacks the browser unless that was done before, by this user and for this version. */
async function unpackBrowser(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const user = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `chappe-browser-${version}-${user}`)
  if (existsSync(folder)) {
    const { uid } = lstatSync(folder)
    // Anybody may make a folder of this name first: what a stranger put there is not run.
    if (uid !== user) throw new Error(`${folder} belongs to somebody else: remove it`)
    return folder
  }
  // Test files run side by side: each unpacks for itself, and the first one done wins.
  const own = mkdtempSync(`${folder}-`)
  await unpackInto(own)
  writeFileSync(join(own, 'fonts.conf'), fontsConfiguration(folder))
  try {
    renameSync(own, folder)
  } catch {
    rmSync(own, { recursive: true, force: true })
  }
  return folder
}

/** The package unpacks into the folder for temporary files, whichever that is. */
async function unpackInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    // WebGL's libraries are not needed for pages of text.
    chromium.setGraphicsMode = false
    await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** The machine's fonts, and the one that comes with the browser where it has none. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}
