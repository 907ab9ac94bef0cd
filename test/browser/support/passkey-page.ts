import type { CreatePasskey, GetPasskey, PasskeyAssertion, PasskeyRegistration } from '@chappe/client'
import type { Mount } from '@chappe/server'
import type { Browser, CDPSession, Page } from 'playwright-core'

/** A page that a data center serves, for a browser to make and use passkeys on. */
export const passkeyPage: Mount = {
  path: '/passkeys',
  isPublic: true,
  handle: () =>
    new Response('<!doctype html><html lang="en"><title>Passkeys</title><h1>Passkeys</h1></html>', {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    }),
}

/** Chromium on that page, with an authenticator of its own. */
export interface PasskeyBrowser extends AsyncDisposable {
  readonly page: Page
  /** `navigator.credentials.create` and `.get`, as `tg.passkeys.register` and `tg.login.passkey` take them. */
  readonly create: CreatePasskey
  readonly get: GetPasskey
  /** How many passkeys the authenticator holds. */
  count(): Promise<number>
  /** Has the authenticator recognise its owner from now on, or not. */
  recognise(isOwner: boolean): Promise<void>
}

/**
 * Opens the page, with a virtual authenticator like those built into phones: one that finds passkeys by itself and
 * checks who holds it.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
 */
export async function openPasskeyBrowser(browser: Browser, url: string): Promise<PasskeyBrowser> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(url)
  const devtools = await context.newCDPSession(page)
  const authenticatorId = await addAuthenticator(devtools)
  return {
    page,
    create: ({ publicKey }) => page.evaluate(createInPage, publicKey),
    get: ({ publicKey }) => page.evaluate(getInPage, publicKey),
    async count() {
      return (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length
    },
    async recognise(isUserVerified) {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

async function addAuthenticator(devtools: CDPSession): Promise<string> {
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return authenticatorId
}

// What follows runs in the page.

async function createInPage(options: PublicKeyCredentialCreationOptionsJSON): Promise<PasskeyRegistration> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const credential = await navigator.credentials.create({ publicKey })
  return (credential as PublicKeyCredential).toJSON() as PasskeyRegistration
}

async function getInPage(options: PublicKeyCredentialRequestOptionsJSON): Promise<PasskeyAssertion> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = await navigator.credentials.get({ publicKey })
  return (credential as PublicKeyCredential).toJSON() as PasskeyAssertion
}
