-- Labels that came before their image was asked for.
create table imported_label (
  campaign  text not null references campaign,
  annotator text not null,
  image     int not null,
  label     int not null,
  primary key (campaign, image, annotator)
);
