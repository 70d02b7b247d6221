/** The column that holds a property, for statements written by hand; as the naming strategy has it. */
export function columnOf(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
