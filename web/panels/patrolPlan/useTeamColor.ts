import { teamColor } from '../../map/palette.ts'
import { useView } from '../currentView.ts'

/** The colour that the map gives a team, as a custom property. */
export function useTeamColor() {
  const { view } = useView()
  return (team: number) => ({ '--team': teamColor(team, view.value.theme) })
}
