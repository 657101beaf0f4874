// What is wrong with a data file, for people; who catches it names the file.
export class BrokenTree extends Error {}
