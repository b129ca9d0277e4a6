/** Texts of how zones are coloured. */
export const zoneFigures = {
  style: 'Classes and colours', cut: 'Cut by', classes: 'Classes', palette: 'Colours', smoothed: 'Smooth rates', smoothedHint: 'Zones of few households are drawn towards the rate of all, so that chance does not stand out.', failed: 'The indicator could not be read',
  cuts: { standard: 'Standard', quantiles: 'Quantiles', natural: 'Natural breaks', equal: 'Equal widths' },
  palettes: { sea: 'Sea', viridis: 'Viridis', cividis: 'Colour-blind safe (cividis)', grey: 'Grey (print)' },
}
