/* As the documentation says, but for the transform: it is this test's own, whose program is TypeScript. */
module.exports = {
  transform: { '\\.ts$': '<rootDir>/strip-types.cjs' },
  extensionsToTreatAsEsm: ['.ts'],
};
