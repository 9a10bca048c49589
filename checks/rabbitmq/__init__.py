"""Checks on a live RabbitMQ: alarms, partitions, queues that grow, age, consumers, the dead."""
