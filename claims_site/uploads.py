"""Files that people send: a request that is too large is refused before it is read."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MAX_BYTES = 20_000_000


class Limited(FileUploadHandler):
    """Refuses a whole request by its announced length. Raises RequestDataTooBig, which is answered with an error page."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MAX_BYTES:
            raise RequestDataTooBig(f"The request has {content_length:,} bytes; {MAX_BYTES:,} at most.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
