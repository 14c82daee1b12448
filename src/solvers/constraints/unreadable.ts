/** A problem that cannot be read: the fault of its text, not of the program. `where: what came, what was expected, what to do`, one line. */
export class Unreadable extends RangeError {
  override name = 'Unreadable';
}
