export const presenting = {
  title: 'Present',
  link: { copy: 'Copy link', copied: 'Link copied: it opens for whoever may see this' },
  picture: {
    open: 'Picture (PNG)', heading: 'Map picture', title: 'Title', form: 'Sheet', forms: { a4: 'A4 landscape, 300 dpi', a3: 'A3 landscape, 300 dpi', screen: '4K screen, 3840 × 2160' },
    paper: 'Light ground (for print)', hint: 'The map is drawn anew, with legend, scale, north, sources and date.', save: 'Save picture', working: 'Drawing …', patience: 'a large sheet may take a minute',
  },
}
