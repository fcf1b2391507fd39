"use strict";
// What a style sheet cannot do: find stories by their text, open all, and open the one that an address names.
const stories = [...document.querySelectorAll(".story")];
const find = document.getElementById("find");
const shown = document.getElementById("shown");
const unfold = document.getElementById("unfold");
const chosen = () => document.querySelector("input[name=show]:checked").value;

function look() {
  const wanted = find.value.trim().toLowerCase();
  let number = 0;
  for (const story of stories) {
    story.hidden = wanted !== "" && !story.textContent.toLowerCase().includes(wanted);
    number += !story.hidden && (chosen() === "all" || story.classList.contains(chosen()));
  }
  shown.textContent = number === stories.length ? "" : `${number} of ${stories.length} shown`;
}

function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (named?.matches(".story")) named.querySelector("details").open = true;
}

document.querySelector(".scripted").hidden = false;
document.getElementById("filter").addEventListener("input", look);
document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
unfold.addEventListener("click", () => {
  const open = unfold.textContent === "Open all";
  for (const details of document.querySelectorAll(".story > details")) details.open = open;
  unfold.textContent = open ? "Close all" : "Open all";
});
addEventListener("hashchange", openNamed);
openNamed();
look();
