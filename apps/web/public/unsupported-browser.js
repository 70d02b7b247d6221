// Read only by browsers without modules (Internet Explorer and its relatives), hence old syntax.
document.getElementById('unsupported').removeAttribute('hidden');
