/** The page that asks for the words of a wave's results: a link brings them behind the `#`, where no log can hold them. */
const form = document.getElementById('results-words') as HTMLFormElement | null;
const field = document.getElementById('words') as HTMLInputElement | null;

function linkedWords(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

const linked = linkedWords();
if (form && field && linked && !field.value) {
  history.replaceState(null, '', location.pathname + location.search);
  field.value = linked;
  form.submit();
}
