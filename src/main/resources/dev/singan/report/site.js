// Adds to a report that is whole without it: sortable tables, patches that open in place, and paper that hides nothing.
(function () {
  "use strict";

  function value(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute("data-value") ? Number(cell.getAttribute("data-value")) : cell.textContent.trim();
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") {
      return a - b;
    }
    if (typeof a !== typeof b) {
      return typeof a === "number" ? -1 : 1;
    }
    return a.localeCompare(b, "en", { numeric: true });
  }

  function sort(table, heading) {
    var column = heading.cellIndex;
    var down = heading.getAttribute("aria-sort") === "ascending";
    Array.from(heading.parentNode.cells).forEach(function (other) {
      other.removeAttribute("aria-sort");
    });
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    Array.from(body.rows)
      .sort(function (a, b) {
        var order = compare(value(a, column), value(b, column));
        return down ? -order : order;
      })
      .forEach(function (row) {
        body.appendChild(row);
      });
  }

  document.querySelectorAll("table").forEach(function (table) {
    if (table.tBodies.length === 0 || table.tBodies[0].rows.length < 2 || !table.tHead) {
      return;
    }
    Array.from(table.tHead.rows[0].cells).forEach(function (heading) {
      var button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", function () {
        sort(table, heading);
      });
      heading.append(button);
    });
  });

  // Times are in a file of their own, so that the pages are the same for the same results.
  var times = window.singanRun || {};
  document.querySelectorAll("a[data-run]").forEach(function (link) {
    if (times[link.dataset.run]) {
      link.textContent = times[link.dataset.run];
    }
  });

  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (part) {
      part.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (part) {
      part.open = false;
    });
  });

  var viewer = document.createElement("dialog");
  if (typeof viewer.showModal !== "function") {
    return;
  }
  viewer.className = "viewer";
  viewer.setAttribute("aria-label", "Patch in full size");
  var picture = document.createElement("img");
  var text = document.createElement("p");
  var close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", function () {
    viewer.close();
  });
  viewer.addEventListener("click", function (event) {
    if (event.target === viewer) {
      viewer.close();
    }
  });
  document.querySelectorAll("a.zoom").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      event.preventDefault();
      picture.src = link.href;
      picture.alt = link.querySelector("img").alt;
      text.textContent = picture.alt;
      if (!viewer.isConnected) {
        viewer.append(picture, text, close);
        document.body.append(viewer);
      }
      viewer.showModal();
    });
  });
})();
