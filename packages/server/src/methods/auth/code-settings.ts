import type { CodeSettings as CodeSettingsTl } from '@chappe/schema/api'
import { newestLayer } from '@chappe/schema/layers'
import type { CodeSettings } from '../../domain/code-settings.ts'
import { layerHasMedium, layerHasProof } from './sent-code.ts'

/**
 * Reads what a program says of itself when it asks for a code.
 *
 * @param layer - the layer in which the answer will be written
 * @see {@link https://core.telegram.org/constructor/codeSettings}
 */
export function codeSettingsFromTl(settings: CodeSettingsTl, layer: number = newestLayer): CodeSettings {
  return {
    allow_flashcall: settings.allow_flashcall === true,
    allow_missed_call: settings.allow_missed_call === true,
    allow_firebase: settings.allow_firebase === true,
    allow_app_hash: settings.allow_app_hash === true,
    understands: medium => layerHasMedium(layer, medium),
    // A device token is of iOS, which has other proofs than those that can be checked here.
    canProve: kind => settings.token === undefined && layerHasProof(layer, kind),
  }
}
