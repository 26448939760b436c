"""The frame of the portal: settings, people, access, change log, jobs, paper."""
