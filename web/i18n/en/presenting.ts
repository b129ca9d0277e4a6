export const presenting = {
  title: 'Present',
  notes: 'Notes', bar: 'Presenting', back: 'Back', forward: 'Next', black: 'Black screen', isBlack: 'Black', exit: 'End', slideOf: 'Slide {n} of {of}.', elapsed: 'Elapsed', clock: 'Now', restart: 'Start again', next: 'Next:', end: 'the end', noNotes: 'No notes for this slide', alone: 'The window of the slides does not answer; notes can still be read here.',
  file: { pdf: 'PDF', pptx: 'PPTX', pdfWorking: 'Making the PDF …', pptxWorking: 'Drawing maps, {n} of {of} …', noChromium: 'The server has no Chromium, which PDFs are made with. Use "Print" and save as PDF, or ask for it to be installed.' },
  link: { copy: 'Copy link', copied: 'Link copied: it opens for whoever may see this' },
  picture: {
    open: 'Picture (PNG)', heading: 'Map picture', title: 'Title', form: 'Sheet', forms: { a4: 'A4 landscape, 300 dpi', a3: 'A3 landscape, 300 dpi', screen: '4K screen, 3840 × 2160' },
    paper: 'Light ground (for print)', hint: 'The map is drawn anew, with legend, scale, north, sources and date.', save: 'Save picture', working: 'Drawing …', patience: 'a large sheet may take a minute',
  },
}
