export default function SitePage() {
  return null
}
