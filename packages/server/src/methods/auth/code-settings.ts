import type { CodeSettings as CodeSettingsTl } from '@chappe/schema/api'
import { newestLayer } from '@chappe/schema/layers'
import type { CodeSettings } from '../../domain/code-settings.ts'
import { readPushTarget } from '../../domain/push-target.ts'
import { layerHasMedium, layerHasPayment, layerHasProof } from './sent-code.ts'

/**
 * Reads what a program says of itself when it asks for a code.
 *
 * @param layer - the layer in which the answer will be written
 * @see {@link https://core.telegram.org/constructor/codeSettings}
 */
export function codeSettingsFromTl(settings: CodeSettingsTl, layer: number = newestLayer): CodeSettings {
  const push = settings.token === undefined ? undefined : readPushTarget(settings.token, settings.app_sandbox === true)
  return {
    allow_flashcall: settings.allow_flashcall === true,
    allow_missed_call: settings.allow_missed_call === true,
    allow_firebase: settings.allow_firebase === true,
    allow_app_hash: settings.allow_app_hash === true,
    understands: medium => layerHasMedium(layer, medium),
    canPay: layerHasPayment(layer),
    push,
    // A device token is of iOS, which proves itself by a push and by nothing else; one that cannot be read by nothing.
    canProve: kind =>
      (settings.token === undefined ? kind !== 'apns' : kind === 'apns' && push !== undefined) &&
      layerHasProof(layer, kind),
  }
}
