import { getMetadataStorage } from 'class-validator';

type Gather = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];

let areKept = false;

/**
 * class-validator gathers the rules of a class anew for every object that it judges, walking over all classes there are. They
 * are written by decorators before the first request and never change: they are gathered once.
 */
export function keepRules(): void {
  if (areKept) return;
  areKept = true;
  const storage = getMetadataStorage();
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  const kept = new Map<unknown, ReturnType<Gather>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // Schemas and groups, which nothing here uses, would make other rules of the same class.
    if (schema || groups?.length) return gather(target, schema, always, strictGroups, groups);
    const known = kept.get(target) ?? gather(target, schema, always, strictGroups, groups);
    kept.set(target, known);
    return known;
  };
}
