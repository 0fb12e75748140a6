/** The texts of the form, of sharing and of copied code. */
const noNames: Readonly<Record<string, string>> = {};

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
      boat: 'boat at night',
      tower: 'tower, upright',
      street: 'street in the rain',
      ink: 'ink in water',
    },
    nth: (field: string, index: number) => `${field} (${index})`,
    failed: (fields: string) => `Could not be read or drawn: ${fields}. Try again.`,
  },
  extendHint: 'The video’s own id at its service',
  camera: {
    pad: 'Drag in the picture, or use the sliders',
    move: 'Move',
    turn: 'Turn',
    drag: 'What dragging does',
    oneAxis: 'The models take one axis at a time: a new one replaces the other.',
    still: 'The camera stands still',
    shows: (axes: string) => `The camera’s last view: ${axes}`,
    presets: 'Ready-made move',
    /** Of presets and strengths, where their own names are no words of the language. */
    names: noNames,
  },
  masks: {
    needPicture: 'Choose a first frame first: masks are drawn on it.',
    linkedPicture:
      'The first frame is a link, and a browser does not let this page read pictures of other sites. Choose the picture as a file, or take a sample, to draw on it; masks by link can be set as JSON.',
    start: 'Draw masks',
    area: 'Area',
    still: 'Stands still',
    moving: (index: number) => `Moves ${index}`,
    add: 'Add a moving area',
    remove: 'Remove this area',
    tool: 'Draw',
    tools: { brush: 'Brush', rectangle: 'Rectangle', path: 'Path' },
    canvas: 'First frame with masks',
    origin: {
      'bottom-left': 'Points are pixels of the picture, counted from its bottom left corner.',
      'top-left': 'Points are pixels of the picture, counted from its top left corner.',
    },
    originUnknown:
      'No document says from which corner points are counted, or models differ: here it is the top left one.',
    path: (index: number) => `Path of moving area ${index}`,
    point: (axis: string, index: number) => `${axis} of point ${index}`,
    addPoint: 'Add a point',
    removePoint: (index: number) => `Remove point ${index}`,
    points: (count: number, most: number) => `${count} of at most ${most} points`,
    rectangle: 'Rectangle by numbers',
    sides: { left: 'Left', top: 'Top', width: 'Width', height: 'Height' },
    fill: 'Add rectangle',
    keyboard: 'Without a pointer: numbers',
    linkedMask: 'This mask is a link and cannot be drawn on. Remove the area to draw a new one.',
    otherSize: 'A mask has another size than the picture. Remove its area and draw it again.',
  },
};
