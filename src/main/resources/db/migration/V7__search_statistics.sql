-- How many clients have a text is guessed from a sample. In a small one, one client stands for so many that the planner would
-- walk by all of them rather than take the index.
alter table client alter column search_text set statistics 300;
