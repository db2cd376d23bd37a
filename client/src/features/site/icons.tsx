import { assertUnreachable } from '@diem-cau/protocol'
import { Check, CircleHelp, Gavel, Hand, Mic, MicOff, MonitorUp, MonitorX, Square, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FloorAction } from '../../state/site/floorStatus.ts'

export function iconOf(action: FloorAction): ReactNode {
  switch (action) {
    case 'request':
      return <Hand aria-hidden="true" />
    case 'requestQuestion':
      return <CircleHelp aria-hidden="true" />
    case 'requestPointOfOrder':
      return <Gavel aria-hidden="true" />
    case 'withdraw':
      return <Undo2 aria-hidden="true" />
    case 'accept':
      return <Check aria-hidden="true" />
    case 'end':
      return <Square aria-hidden="true" />
    case 'openMicrophone':
      return <Mic aria-hidden="true" />
    case 'closeMicrophone':
      return <MicOff aria-hidden="true" />
    case 'startContent':
      return <MonitorUp aria-hidden="true" />
    case 'stopContent':
      return <MonitorX aria-hidden="true" />
    default:
      return assertUnreachable(action)
  }
}
