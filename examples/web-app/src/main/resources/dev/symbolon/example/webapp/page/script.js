// Everything works without this: it counts the time that tokens have left, and copies what came through the browser.
'use strict';

function distance(moment) {
  const seconds = Math.round((moment - Date.now()) / 1000);
  if (seconds === 0) {
    return 'now';
  }
  const left = Math.abs(seconds);
  const [days, hours, minutes] = [Math.floor(left / 86400), Math.floor(left / 3600) % 24, Math.floor(left / 60) % 60];
  const length = days > 0 ? `${days} d ${hours} h`
    : hours > 0 ? `${hours} h ${minutes} min`
    : minutes > 0 ? `${minutes} min ${left % 60} s`
    : `${left} s`;
  return seconds > 0 ? `in ${length}` : `${length} ago`;
}

const moments = document.querySelectorAll('[data-moment]');
if (moments.length > 0) {
  setInterval(() => moments.forEach((element) => {
    element.textContent = distance(Number(element.dataset.moment));
  }), 1000);
}

document.querySelectorAll('[data-copy]').forEach((element) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(element.dataset.copy);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  element.append(button);
});
