/** A copy of a set with one member put in, or taken out where it was in. */
export function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const copy = new Set(set)
  if (!copy.delete(member)) copy.add(member)
  return copy
}
