import { createContext, use, useEffect, useSyncExternalStore } from 'react'
import { SheetOrder, type SheetName } from '../../../state/site/sheetOrder.ts'

export const OrderContext = createContext(new SheetOrder())

/** Whether a sheet that wants to be open may be: one at a time. */
export function useForemost(name: SheetName, wants: boolean): boolean {
  const order = use(OrderContext)
  useEffect(() => {
    order.want(name, wants)
    return () => order.want(name, false)
  }, [order, name, wants])
  const foremost = useSyncExternalStore(order.subscribe, order.foremost)
  return wants && foremost === name
}
