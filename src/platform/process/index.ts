export { claimOwnership, releaseOwnership } from './owner-file.js';
export { askPs, identify, takesSignals, type ProcessIdentity } from './process-identity.js';
