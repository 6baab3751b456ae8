// Runs before anything is painted, so that a chosen theme does not flash. A file of its own because of the content
// security policy.
try {
  const kept = localStorage.getItem('polso.theme');
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset['theme'] = kept;
} catch {
  // storage is refused: the system's theme
}
