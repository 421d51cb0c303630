/** What a loader's `get` answers: the value itself where it was there, which saves the executor a promise for each field. */
export type Loaded<Value> = Value | Promise<Value>;

/** Goes on with what was loaded, at once where it is there. */
export function whenLoaded<Value, Next>(
  loaded: Loaded<Value>,
  next: (value: Value) => Next,
): Loaded<Next> {
  return loaded instanceof Promise ? loaded.then(next) : next(loaded);
}
