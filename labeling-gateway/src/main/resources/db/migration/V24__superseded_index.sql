-- task_image_once serves instead. Nobody labels while it goes, so nothing that takes long is done along with it.
drop index task_image;
