import { useEffect, useState } from 'react'

/** A value once it has stood still for a while: what is asked while somebody types. */
export function useDebounced<T>(value: T, waitMs = 350): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, waitMs])
  return settled
}
