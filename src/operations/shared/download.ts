/** A file instead of a JSON reply, for operations that declare a `download`. */
export class Download {
  readonly text: string;
  readonly fileName: string;

  constructor(text: string, fileName: string) {
    this.text = text;
    this.fileName = fileName;
  }
}
