"""Notices: who is told of what, in the portal and by mail.

``declared`` is the table; ``telling`` hears the lines of the log, ``calendar`` reads the days;
``mails`` sends, ``letters`` says what a mail holds, ``transport`` speaks to the mail server.
"""
