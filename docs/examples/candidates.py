"""Prints lens candidates as they are published, decoded with the schemas that Arclet itself hands out.

    pip install -r requirements.txt
    python candidates.py --bootstrap localhost:9092 --registry http://localhost:8470

Any registry that has the schemas does as well: arclet schemas publish --registry URL.
"""

import argparse
import sys

import numpy as np
from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext


def picture(candidate):
    """What the network saw: float32 [channels, rows, columns], -1 to 1, north up, east left."""
    seen = candidate["picture"]
    shape = (len(seen["channels"]), seen["size"], seen["size"])
    return np.frombuffer(seen["pixels"], dtype="<f4").reshape(shape)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bootstrap", default="localhost:9092")
    parser.add_argument("--registry", default="http://localhost:8470")
    parser.add_argument("--token", help="web.token of Arclet, where it has one")
    parser.add_argument("--topic", default="lens-candidates")
    parser.add_argument("--group", default="candidates-example")
    parser.add_argument("--most", type=int, default=0, help="end after so many; 0: never")
    return parser.parse_args()


def main():
    given = arguments()
    registry = {"url": given.registry}
    if given.token:
        registry["basic.auth.user.info"] = "arclet:" + given.token
    deserialize = AvroDeserializer(SchemaRegistryClient(registry))
    consumer = Consumer(
        {
            "bootstrap.servers": given.bootstrap,
            "group.id": given.group,
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe([given.topic])
    shown = 0
    try:
        while given.most == 0 or shown < given.most:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                print(message.error(), file=sys.stderr)
                continue
            candidate = deserialize(message.value(), SerializationContext(message.topic(), MessageField.VALUE))
            score = candidate["score"]
            print(
                f"{score['objectId']} {score['ra']:.5f} {score['dec']:+.5f} {score['band']} "
                f"score {score['score']:.4f}, picture {picture(candidate).shape}",
                flush=True,
            )
            shown += 1
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
