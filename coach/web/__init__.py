"""What Streamlit cannot do: video that can be jumped in, pictures, and the parts that run in the browser."""
