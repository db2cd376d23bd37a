import type { SessionId, SessionView, SiteId } from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { rest } from '../../../../../state/rest.ts'

/** Who looks after a site's room in this session; null when the plan names nobody, undefined while it is not known. */
export function useTechnician(view: SessionView, sessionId: SessionId, siteId: SiteId) {
  const plannedId = view.session.parent?.sessionId ?? sessionId
  const { data } = useQuery({
    queryKey: ['technicians', plannedId],
    queryFn: async ({ signal }) =>
      (await rest('sessions.get', { params: { sessionId: plannedId }, signal })).technicians,
    staleTime: 60_000,
  })
  if (data === undefined) return undefined
  return data.find((technician) => technician.siteId === siteId)?.contact ?? null
}
