"""运行状况: how the machines do, for whoever runs the platform. Nothing here is about a person or a firm."""
