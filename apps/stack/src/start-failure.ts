/** A reason why the platform can't run, in words for the operator; shown without a stack. */
export class StartFailure extends Error {
  override name = 'StartFailure';
}
