/** The texts of the form and of sharing. */
export const en = {
  offered: {
    nobody: 'No model behind the chosen APIs takes this.',
    together: (fields: string) => `No model behind the chosen APIs takes this together with: ${fields}.`,
  },
  copy: {
    done: 'Copied',
    refused: 'The browser does not let the page copy. Take the text from here:',
  },
  link: {
    copy: 'Copy link',
    tooLong: 'This request is too long for a link. Copy it as JSON instead.',
    badTitle: 'The link could not be read',
    bad: (reason: string) => `${reason} The page starts with its usual request instead.`,
    unreadable: 'It is damaged or incomplete: copy it again, whole.',
    missingTitle: 'The link came without files',
    missing: (fields: string) => `A link cannot hold files. Choose them again: ${fields}.`,
    without: (fields: string) => `A link cannot hold files, so it leaves out: ${fields}.`,
  },
  media: {
    hint: 'https://…, paste or drop',
    example:
      'An example address: simulated services do not load it. For a real call, choose your own picture.',
    onlyHere:
      'A real service cannot fetch a file from this machine. Give a link, or start the demo with VID_DEMO_PUBLIC_URL, an https address that leads here.',
    wrong: {
      image: 'This file is no PNG, JPEG or WebP picture.',
      video: 'This file is no MP4, MOV or WebM clip.',
      audio: 'This file is no MP3 or WAV sound.',
    },
    samples: 'Sample pictures',
    useSample: (name: string, field: string) => `${field}: use the sample “${name}”`,
    sampleNames: {
      kite: 'kite over hills',
      dive: 'kite over grass',
      boat: 'boat at night',
      tower: 'tower, upright',
      street: 'street in the rain',
      ink: 'ink in water',
    },
    nth: (field: string, index: number) => `${field} (${index})`,
    failed: (fields: string) => `Could not be read or drawn: ${fields}. Try again.`,
  },
  extendHint: 'The video’s own id at its service',
};
