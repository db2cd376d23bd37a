import { foldText, type ReplyOf, type SiteId, type UnitId } from '@diem-cau/protocol'

type DirectoryReply = ReplyOf<'directory.get'>
type UnitReply = DirectoryReply['units'][number]

/** A site with where it stands in the tree. */
export interface PlacedSite {
  readonly siteId: SiteId
  readonly unitId: UnitId
  readonly name: string
  readonly kind: DirectoryReply['sites'][number]['kind']
  /** Names of the units above it, nearest first, without its own name. */
  readonly above: readonly string[]
  readonly folded: string
}

/** A unit that has units below it, or the bodies (departments) beside one, as a branch of the tree. */
export interface TreeNode {
  readonly key: string
  readonly kind: 'unit' | 'bodies'
  readonly unitId: UnitId
  /** Empty for bodies: the page has the word. */
  readonly name: string
  readonly folded: string
  readonly tier: number
  /** Its own rooms, and those of the units below it that have no units of their own. */
  readonly sites: readonly PlacedSite[]
  readonly children: readonly TreeNode[]
  /** Every site of the subtree, in the order of the tree. */
  readonly allSites: readonly PlacedSite[]
}

export interface DirectoryModel {
  /** As the bridge sent it. */
  readonly reply: DirectoryReply
  readonly tiers: DirectoryReply['tiers']
  readonly roots: readonly TreeNode[]
  /** Units in the order of the tree, with how deep they are. */
  readonly units: readonly { unitId: UnitId; name: string; depth: number; kind: string }[]
  readonly sites: readonly PlacedSite[]
  site(siteId: string): PlacedSite | undefined
  node(key: string): TreeNode | undefined
  hasUnit(unitId: string): boolean
}

/** Makes a tree to look at out of the list of units and sites. Parents come before children in it. */
export function directoryModel(reply: DirectoryReply): DirectoryModel {
  const unitsById = new Map(reply.units.map((unit) => [unit.unitId, unit]))
  const childrenOf = Map.groupBy(reply.units, (unit) =>
    unit.parentId !== null && unitsById.has(unit.parentId) ? unit.parentId : null,
  )
  const placed = reply.sites.map((site) => placeSite(site, unitsById))
  const sitesOf = Map.groupBy(placed, (site) => site.unitId)
  const maker: NodeMaker = {
    childrenOf: (unitId) => childrenOf.get(unitId) ?? [],
    sitesOf: (unitId) => sitesOf.get(unitId) ?? [],
  }
  const roots = (childrenOf.get(null) ?? []).map((unit) => unitNode(unit, maker))
  const nodes = new Map(roots.flatMap(withDescendants).map((node) => [node.key, node]))
  const bySiteId = new Map<string, PlacedSite>(placed.map((site) => [site.siteId, site]))
  return {
    reply,
    tiers: reply.tiers,
    roots,
    units: (childrenOf.get(null) ?? []).flatMap((unit) => listUnits(unit, maker, 0)),
    sites: roots.flatMap((root) => root.allSites),
    site: (siteId) => bySiteId.get(siteId),
    node: (key) => nodes.get(key),
    hasUnit: (unitId) => reply.units.some((unit) => unit.unitId === unitId),
  }
}

interface NodeMaker {
  childrenOf(unitId: UnitId): readonly UnitReply[]
  sitesOf(unitId: UnitId): readonly PlacedSite[]
}

function placeSite(
  { siteId, unitId, name, kind }: DirectoryReply['sites'][number],
  units: ReadonlyMap<UnitId, UnitReply>,
): PlacedSite {
  const above: string[] = []
  for (
    let unit = units.get(unitId);
    unit !== undefined;
    unit = unit.parentId === null ? undefined : units.get(unit.parentId)
  ) {
    if (unit.name !== name) above.push(unit.name)
  }
  return { siteId, unitId, name, kind, above, folded: foldText(name) }
}

function unitNode(unit: UnitReply, maker: NodeMaker): TreeNode {
  const below = maker.childrenOf(unit.unitId)
  const bodies = below.filter((child) => child.kind === 'body')
  const others = below.filter((child) => child.kind !== 'body')
  const leaves = others.filter((child) => maker.childrenOf(child.unitId).length === 0)
  const branches = others.filter((child) => maker.childrenOf(child.unitId).length > 0)
  const sites = [...maker.sitesOf(unit.unitId), ...leaves.flatMap((leaf) => maker.sitesOf(leaf.unitId))]
  const children = [
    ...(bodies.length === 0 ? [] : [bodiesNode(unit, bodies, maker)]),
    ...branches.map((branch) => unitNode(branch, maker)),
  ]
  return {
    key: unit.unitId,
    kind: 'unit',
    unitId: unit.unitId,
    name: unit.name,
    folded: foldText(unit.name),
    tier: unit.tier,
    sites,
    children,
    allSites: [...sites, ...children.flatMap((child) => child.allSites)],
  }
}

function bodiesNode(parent: UnitReply, bodies: readonly UnitReply[], maker: NodeMaker): TreeNode {
  const sites = bodies.flatMap((body) => maker.sitesOf(body.unitId))
  return {
    key: `bodies:${parent.unitId}`,
    kind: 'bodies',
    unitId: parent.unitId,
    name: '',
    folded: '',
    tier: parent.tier,
    sites,
    children: [],
    allSites: sites,
  }
}

function withDescendants(node: TreeNode): TreeNode[] {
  return [node, ...node.children.flatMap(withDescendants)]
}

function listUnits(unit: UnitReply, maker: NodeMaker, depth: number): DirectoryModel['units'][number][] {
  return [
    { unitId: unit.unitId, name: unit.name, depth, kind: unit.kind },
    ...maker.childrenOf(unit.unitId).flatMap((child) => listUnits(child, maker, depth + 1)),
  ]
}
