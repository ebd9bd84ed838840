// Where a host opens a workshop, or goes back to one.
for (const [id, word] of Object.entries({ title: "host.door", new_title: "host.new", name_label: "host.new_name", language_label: "host.new_language", group_label: "host.new_group", communes_label: "host.new_communes", open: "host.open", old_title: "host.old", afterwards: "host.afterwards", home: "host.home" })) part(id).textContent = say(word);
part("new_language").value = document.documentElement.lang;
part("group_line").hidden = !TELLS.groups.length;
part("new_group").replaceChildren(...TELLS.groups.map((one) => { const line = made("option", one.name); line.value = one.id; return line; }));
part("old").hidden = !TELLS.workshops.length;
part("workshops").replaceChildren(...TELLS.workshops.map((one) => { const line = made("li"); const to = made("a", `${one.name} · ${one.code}`); to.href = `/host/${one.code}`; line.append(to); return line; }));
part("open").onclick = async () => {
  const communes = part("new_communes").value.split("\n").map((one) => one.trim()).filter(Boolean).slice(0, 60);
  if (!part("new_name").value.trim()) { part("trouble").textContent = say("host.error_workshop_name"); return; }
  try {
    const { code } = await ask("/api/host", { name: part("new_name").value.trim(), language: part("new_language").value, communes, group: part("new_group").value || "" });
    location.href = `/host/${code}`;
  } catch { part("trouble").textContent = say("host.error"); }
};
