import type { Translated } from '../types.ts'
import type directoryTexts from '../vi/directory.ts'

const texts: Translated<typeof directoryTexts> = {
  title: 'Directory of units and sites',
  kind: {
    province: 'Province',
    city: 'City',
    district: 'District',
    town: 'Town',
    cluster: 'Cluster',
    commune: 'Commune',
    ward: 'Ward',
    township: 'Township',
    specialZone: 'Special zone',
    body: 'Department',
  },
  tree: {
    search: 'Search by name, former name, code',
    clearSearch: 'Clear the search',
    filter: 'Filter by tier and kind',
    filterBy: 'Filter by tier and kind ({{count}} on)',
    nothing: 'No unit fits',
    empty: 'The directory has no units yet',
    showAll: 'Show all',
  },
  picker: {
    quick: 'Choose at once',
    count: '{{count}} of {{all}} sites chosen',
    chosen: 'Chosen',
    wholeUnit: '{{name}} with everything below',
    wholeTier: 'All {{tier}} units of {{name}}',
    bodies: 'Departments of {{name}}',
    group: 'Group: {{name}}',
    except: 'Without {{name}}',
    siteOf: 'Site {{name}}',
    noSites: 'no site yet',
    unknown: 'No longer in the directory',
    remove: 'Remove: {{name}}',
  },
}

export default texts
