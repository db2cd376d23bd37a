export { PairingPage } from './PairingPage.tsx'
